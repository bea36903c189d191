/** Telaris, as it calls the shop in these tests, and the situations that it leaves behind. */
import { strict as assert } from 'node:assert';
import { newId, WebhookEndpoint } from '../../http/support/endpoint';
import { subjectOf, type Subject } from '../../http/support/orders';
import type { NewOrder, Probe } from '../../http/support/probe';
import type { Shop } from '../../shop';
import {
	deliveryUrl,
	TelarisClient,
	type Delivery,
} from '../../telaris/client';
import * as messages from '../../telaris/messages';
import type { Message } from '../../telaris/types';

/** An order of the shop, what Telaris knows of it, and what the shop answered last. */
export interface Told extends Subject {
	readonly delivery: Delivery;
}

/** An order to be made, with Telaris's numbers for it where they matter. */
export type KnownOrder = NewOrder & {
	readonly telarisOrder?: string;
	readonly invoiceNumber?: string;
};

/** Plays Telaris for one shop. */
export class Telaris {
	readonly #shop: Shop;
	readonly #probe: Probe;

	constructor( shop: Shop, probe: Probe ) {
		this.#shop = shop;
		this.#probe = probe;
	}

	/**
	 * Makes one call and no second one.
	 *
	 * @param message
	 * @param secret  Other than the shop's.
	 */
	send(
		message: Message,
		secret = this.#shop.webhookSecret
	): Promise< Delivery > {
		return new TelarisClient( {
			url: deliveryUrl( this.#shop.url, {
				plainPermalinks: ! this.#shop.permalinks,
			} ),
			secret,
			patience: { attempts: 1 },
		} ).send( message );
	}

	/**
	 * Sends many at once.
	 *
	 * @return What became of them, by code.
	 */
	async sendAll( all: readonly Message[] ): Promise< string[] > {
		const { json } = await new WebhookEndpoint( this.#shop ).send(
			{
				notifications: all.map( ( message ) => ( {
					id: newId(),
					...message,
				} ) ),
			},
			{ route: '/notifications/batch' }
		);
		return json.results.map( ( { code }: { code: string } ) => code );
	}

	/** Orders that are invoiced, ten at a time, so that the emails of each ten leave after its answer. */
	async manyInvoiced( count: number ): Promise< Subject[] > {
		const made = await this.#probe.newOrders( count );
		const subjects = made.map( ( { id, number } ) =>
			subjectOf( id, number )
		);
		for ( let begun = 0; begun < count; begun += 10 ) {
			const codes = await this.sendAll(
				subjects
					.slice( begun, begun + 10 )
					.map( ( { invoiced } ) => invoiced )
			);
			assert.deepEqual( [ ...new Set( codes ) ], [ 'completed' ] );
		}
		return subjects;
	}

	/** Makes an order in the shop and says nothing about it yet. */
	async newOrder( {
		telarisOrder,
		invoiceNumber,
		...order
	}: KnownOrder = {} ): Promise< Subject > {
		const { id, number } = await this.#probe.newOrder( order );
		const subject = subjectOf( id, number );
		const names = {
			telarisOrder: telarisOrder ?? subject.telarisOrder,
			invoiceNumber: invoiceNumber ?? subject.invoiceNumber,
		};
		return {
			...subject,
			...names,
			imported: messages.imported( linkable( { ...subject, ...names } ) ),
			invoiced: messages.invoiced( linkable( { ...subject, ...names } ), {
				number: names.invoiceNumber,
				date: today(),
			} ),
		};
	}

	/** An order that is invoiced; what comes of it hangs on the order. */
	async invoiced( order: KnownOrder = {} ): Promise< Told > {
		const subject = await this.newOrder( order );
		return { ...subject, delivery: await this.send( subject.invoiced ) };
	}

	/** An order that was cancelled in the shop before it was invoiced. */
	blocked( order: KnownOrder = {} ): Promise< Told > {
		return this.invoiced( { ...order, status: 'cancelled' } );
	}

	/** An order that is invoiced without a link: Telaris knows its number, but not its id. */
	async unlinked( order: KnownOrder = {} ): Promise< Told > {
		const subject = await this.newOrder( order );
		const { telarisOrder, number, invoiceNumber } = subject;
		const delivery = await this.send(
			messages.invoiced(
				{ telarisOrder, orderNumber: number },
				{ number: invoiceNumber }
			)
		);
		return { ...subject, delivery };
	}

	/** An invoiced order after whose completion a plug-in broke down, so that a person must look at it. */
	async uncertain( order: KnownOrder = {} ): Promise< Told > {
		const subject = await this.newOrder( order );
		await this.#probe.faults( {
			listener_throws: true,
			order: subject.id,
		} );
		try {
			return {
				...subject,
				delivery: await this.send( subject.invoiced ),
			};
		} finally {
			await this.#probe.clearFaults();
		}
	}

	/** An invoiced order that a payment plug-in put back to On hold. */
	async reverted( order: KnownOrder = {} ): Promise< Told > {
		const subject = await this.newOrder( order );
		await this.#probe.faults( { hold_in_hook: true, order: subject.id } );
		try {
			return {
				...subject,
				delivery: await this.send( subject.invoiced ),
			};
		} finally {
			await this.#probe.clearFaults();
		}
	}
}

/**
 * An order as Telaris names it when it was imported from the shop.
 *
 * @param subject
 */
export function linkable(
	subject: Pick< Subject, 'id' | 'number' | 'telarisOrder' >
): messages.TelarisOrder {
	return {
		telarisOrder: subject.telarisOrder,
		integrationReference: String( subject.id ),
		orderNumber: subject.number,
	};
}

function today(): string {
	return new Date().toISOString().slice( 0, 10 );
}
