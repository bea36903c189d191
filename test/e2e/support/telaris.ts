/** Telaris, as it calls the shop in these tests, and the situations that it leaves behind. */
import { subjectOf, type Subject } from '../../http/support/orders';
import type { NewOrder, Probe } from '../../http/support/probe';
import type { Shop } from '../../shop';
import { deliveryUrl, TelarisClient, type Delivery } from '../../telaris/client';
import * as messages from '../../telaris/messages';
import type { Message } from '../../telaris/types';

/** An order of the shop, what Telaris knows of it, and what the shop answered last. */
export interface Told extends Subject {
	readonly delivery: Delivery;
}

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
	send( message: Message, secret = this.#shop.webhookSecret ): Promise< Delivery > {
		return new TelarisClient( {
			url: deliveryUrl( this.#shop.url ),
			secret,
			patience: { attempts: 1 },
		} ).send( message );
	}

	/** Makes an order in the shop and says nothing about it yet. */
	async newOrder( order: NewOrder = {} ): Promise< Subject > {
		const { id, number } = await this.#probe.newOrder( order );
		return subjectOf( id, number );
	}

	/** An order that is invoiced; what comes of it hangs on the order. */
	async invoiced( order: NewOrder = {} ): Promise< Told > {
		const subject = await this.newOrder( order );
		return { ...subject, delivery: await this.send( subject.invoiced ) };
	}

	/** An order that was cancelled in the shop before it was invoiced. */
	blocked( order: NewOrder = {} ): Promise< Told > {
		return this.invoiced( { ...order, status: 'cancelled' } );
	}

	/** An order that is invoiced without a link: Telaris knows its number, but not its id. */
	async unlinked( order: NewOrder = {} ): Promise< Told > {
		const subject = await this.newOrder( order );
		const { telarisOrder, number, invoiceNumber } = subject;
		const delivery = await this.send(
			messages.invoiced( { telarisOrder, orderNumber: number }, { number: invoiceNumber } )
		);
		return { ...subject, delivery };
	}

	/** An invoiced order after whose completion a plug-in broke down, so that a person must look at it. */
	async uncertain( order: NewOrder = {} ): Promise< Told > {
		const subject = await this.newOrder( order );
		await this.#probe.faults( { listener_throws: true, order: subject.id } );
		try {
			return { ...subject, delivery: await this.send( subject.invoiced ) };
		} finally {
			await this.#probe.clearFaults();
		}
	}

	/** An invoiced order that a payment plug-in put back to On hold. */
	async reverted( order: NewOrder = {} ): Promise< Told > {
		const subject = await this.newOrder( order );
		await this.#probe.faults( { hold_in_hook: true, order: subject.id } );
		try {
			return { ...subject, delivery: await this.send( subject.invoiced ) };
		} finally {
			await this.#probe.clearFaults();
		}
	}
}
