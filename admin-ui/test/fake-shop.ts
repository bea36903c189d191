import { http, HttpResponse } from 'msw';
import type { JsonBodyType } from 'msw';

import type {
	AwaitingOrder,
	Checklist,
	Health,
	LastReconciliation,
	LinkCandidate,
	Linked,
	NewSecret,
	Notification,
	NotificationDetail,
	Preview,
	RefusedCall,
	ResendOptions,
	Settings,
	SettingsChange,
	StatsDay,
} from '../src/api/types';
import {
	CANCELLED,
	COMPLETED,
	makeHealth,
	makeLine,
	makeResult,
	makeSettings,
} from './fixtures';
import { overridden } from './overridden';
import { server } from './server';

export const API = 'https://shop.example/wp-json/wc-telaris/v1';

/** A call that changed something, or tried to. */
export interface Call {
	route: string;
	body: unknown;
}

/**
 * Answers as the shop would, out of rows in memory. Its types are the
 * contract's, so that it cannot say what the shop cannot.
 */
export class FakeShop {
	health: Health = makeHealth();
	settings: Settings = makeSettings();
	/** Oldest first. */
	days: StatsDay[] = [];
	waiting: AwaitingOrder[] = [];
	reconciliation: LastReconciliation | null = null;
	refusedCalls: RefusedCall[] = [];
	checklist: Checklist = {
		tested_at: null,
		lines: [ makeLine( 'address' ) ],
	};
	readonly calls: Call[] = [];
	/** What is different in the preview of a notification, by its id. */
	readonly previews: Record< number, Partial< Preview > > = {};
	/** Queries of the history, in their order. */
	readonly queries: URLSearchParams[] = [];
	/** Orders offered for any notification without a link. */
	candidates: LinkCandidate[] = [];
	/** Orders that a search finds, by their whole number or customer. */
	orders: LinkCandidate[] = [];
	/** Rows on a page, whatever is asked for. */
	pageSize = 25;

	constructor( public rows: NotificationDetail[] = [] ) {
		server.use(
			http.get( `${ API }/notifications`, ( { request } ) =>
				this.list( new URL( request.url ) )
			),
			http.get( `${ API }/notifications/count`, ( { request } ) =>
				json( {
					count: this.matching( queryOf( request ) ).length,
					more: false,
				} )
			),
			http.get( `${ API }/notifications/:id(\\d+)`, ( { params } ) => {
				const row = this.find( params[ 'id' ] );
				return row ? json( row ) : refusal( 404, 'not_found', 'Gone.' );
			} ),
			http.get(
				`${ API }/notifications/:id/candidates`,
				( { request } ) => {
					const search = queryOf( request ).get( 'search' );
					return json(
						search === null
							? this.candidates
							: this.orders.filter( ( { customer, number } ) =>
									[ customer, number ].includes( search )
								)
					);
				}
			),
			http.post(
				`${ API }/notifications/preview`,
				async ( { request } ) => {
					const { ids } = ( await request.json() ) as {
						ids: number[];
					};
					return json(
						this.rows
							.filter( ( { id } ) => ids.includes( id ) )
							.map( ( row ) => this.preview( row ) )
					);
				}
			),
			http.post( `${ API }/connection/confirm-address`, () => {
				this.note( 'confirm address', null );
				this.health = { ...this.health, problems: [] };
				return json( this.health );
			} ),
			http.get( `${ API }/checklist`, () => json( this.checklist ) ),
			http.post( `${ API }/connection/test`, () => {
				this.note( 'test', null );
				return json( this.checklist );
			} ),
			http.post( `${ API }/connection/wait`, () => {
				this.note( 'wait', null );
				return json( {
					last_contact_at: this.health.last_contact_at,
					refused: this.refusedCalls,
				} );
			} ),
			http.post( `${ API }/connection/enable-webhooks`, () => {
				this.note( 'enable webhooks', null );
				this.health = { ...this.health, problems: [] };
				return json( this.health );
			} ),
			http.post(
				`${ API }/notifications/:id/resend`,
				async ( { params, request } ) => {
					const options = ( await request.json() ) as ResendOptions;
					this.note( `resend ${ params[ 'id' ] }`, options );
					return this.resend( params[ 'id' ], options );
				}
			),
			overridden(
				'DELETE',
				`${ API }/notifications/:id/check`,
				( { params } ) => {
					this.note( `uncheck ${ params[ 'id' ] }`, null );
					return json(
						this.change( params[ 'id' ], { needs_check: true } )
					);
				}
			),
			http.post(
				`${ API }/notifications/:id/check`,
				async ( { params, request } ) => {
					const body = await request.text();
					this.note(
						`check ${ params[ 'id' ] }`,
						body === '' ? null : JSON.parse( body )
					);
					return json(
						this.change( params[ 'id' ], { needs_check: false } )
					);
				}
			),
			http.post( `${ API }/notifications/:id/retry`, ( { params } ) => {
				this.note( `retry ${ params[ 'id' ] }`, null );
				return json(
					this.change( params[ 'id' ], {
						state: 'completed',
						result: COMPLETED,
						next_attempt_at: null,
						can_resend: false,
						can_retry: false,
					} )
				);
			} ),
			http.post(
				`${ API }/notifications/:id/cancel-retries`,
				( { params } ) => {
					this.note( `cancel ${ params[ 'id' ] }`, null );
					return json(
						this.change( params[ 'id' ], {
							state: 'failed',
							next_attempt_at: null,
							can_retry: false,
						} )
					);
				}
			),
			overridden(
				'PUT',
				`${ API }/orders/:id/link`,
				async ( { params, request } ) => {
					const body = await request.json();
					this.note( `link ${ params[ 'id' ] }`, body );
					return this.link(
						Number( params[ 'id' ] ),
						( body as { telaris_order: string } ).telaris_order
					);
				}
			),
			http.post(
				`${ API }/notifications/dismiss`,
				async ( { request } ) => {
					const body = ( await request.json() ) as {
						ids: number[];
						reason: string;
					};
					this.note( 'dismiss', body );
					return json(
						body.ids.map( ( id ) => ( {
							id,
							skipped: null,
							notification: this.change( id, {
								state: 'ignored',
								result: makeResult(
									'dismissed',
									'dismissed',
									`Dismissed, because: "${ body.reason }".`
								),
								can_resend: false,
								can_dismiss: false,
							} ),
						} ) )
					);
				}
			),
			http.post(
				`${ API }/notifications/restore`,
				async ( { request } ) => {
					const { ids } = ( await request.json() ) as {
						ids: number[];
					};
					this.note( 'restore', ids );
					return json(
						ids.map( ( id ) => ( {
							id,
							skipped: null,
							notification: this.change( id, {
								state: 'failed',
								result: CANCELLED,
								can_resend: true,
								can_dismiss: true,
							} ),
						} ) )
					);
				}
			),
			http.get( `${ API }/health`, () => json( this.health ) ),
			http.get( `${ API }/stats`, () => json( { days: this.days } ) ),
			http.get( `${ API }/reconciliation`, () =>
				json( { last: this.reconciliation } )
			),
			http.get( `${ API }/awaiting`, ( { request } ) => {
				this.queries.push( queryOf( request ) );
				return json( this.waiting );
			} ),
			http.post(
				`${ API }/orders/:id/complete`,
				async ( { params, request } ) => {
					this.note(
						`complete ${ params[ 'id' ] }`,
						await request.json()
					);
					return this.complete( Number( params[ 'id' ] ) );
				}
			),
			http.get( `${ API }/notifications/export`, ( { request } ) => {
				this.queries.push( queryOf( request ) );
				return HttpResponse.text( 'Order;Result' );
			} ),
			http.get( `${ API }/refused-calls`, () =>
				json( this.refusedCalls )
			),
			http.get( `${ API }/settings`, () => json( this.settings ) ),
			overridden( 'PUT', `${ API }/settings`, async ( { request } ) => {
				const change = ( await request.json() ) as SettingsChange;
				this.note( 'settings', change );
				this.settings = { ...this.settings, ...change };
				return json( this.settings );
			} ),
			http.post( `${ API }/secrets`, async ( { request } ) => {
				this.note( 'secret', await request.json() );
				const secret: NewSecret = {
					id: 'ffffffff',
					secret: 'whsec_c2VjcmV0',
				};
				return json( secret, 201 );
			} ),
			overridden( 'DELETE', `${ API }/secrets/:id`, ( { params } ) => {
				this.note( `revoke ${ params[ 'id' ] }`, null );
				this.health = { ...this.health, secrets: [] };
				return json( this.health );
			} )
		);
	}

	private note( route: string, body: unknown ) {
		this.calls.push( { route, body } );
	}

	private find( id: unknown ): NotificationDetail | undefined {
		return this.rows.find( ( row ) => row.id === Number( id ) );
	}

	change(
		id: unknown,
		change: Partial< NotificationDetail >
	): NotificationDetail {
		const row = this.find( id );
		if ( ! row ) {
			throw new Error( `There is no notification ${ id }` );
		}
		return Object.assign( row, change );
	}

	private matching( query: URLSearchParams ): NotificationDetail[] {
		const search = query.get( 'search' );
		const from = query.get( 'from' );
		return this.rows.filter(
			( row ) =>
				( ! query.has( 'state' ) ||
					row.state === query.get( 'state' ) ) &&
				( ! query.has( 'heading' ) ||
					row.result.heading === query.get( 'heading' ) ) &&
				( from === null ||
					Date.parse( row.received_at ) >= Date.parse( from ) ) &&
				( ! search ||
					[
						row.order_number,
						row.telaris_order,
						row.invoice?.number,
					].includes( search ) )
		);
	}

	private list( url: URL ) {
		const query = url.searchParams;
		this.queries.push( queryOf( url ) );
		const found = this.matching( query );
		const start = Number( query.get( 'cursor' ) ?? 0 );
		const links = [
			start + this.pageSize < found.length
				? link( url, start + this.pageSize, 'next' )
				: '',
			start > 0 ? link( url, start - this.pageSize, 'prev' ) : '',
		];
		const rows: Notification[] = found.slice(
			start,
			start + this.pageSize
		);
		return HttpResponse.json( rows, {
			headers: { Link: links.filter( Boolean ).join( ', ' ) },
		} );
	}

	private preview( row: NotificationDetail ): Preview {
		const { can_override: isBlocked, can_resend: canResend } = row;
		const then = isBlocked ? 'blocked' : 'complete';
		const will =
			row.result.heading === 'link_missing' ? 'needs_link' : then;
		return {
			notification: row,
			order: row.order,
			will: canResend ? will : 'nothing',
			against: will === 'complete' ? null : row.result.sentence,
			can_override: isBlocked,
			effects: [],
			email: 'will_send',
			...this.previews[ row.id ],
		};
	}

	private resend( id: unknown, options: ResendOptions ) {
		const row = this.find( id );
		if ( ! row ) {
			return refusal( 404, 'not_found', 'Gone.' );
		}
		const isBlocked = row.can_override && ! options.complete_anyway;
		return json(
			this.change( id, {
				attempt_count: row.attempt_count + 1,
				...( ! isBlocked && {
					state: 'completed',
					result: COMPLETED,
					can_resend: false,
					can_override: false,
				} ),
			} )
		);
	}

	/** Completes an order that waits, unless one of the rows says otherwise. */
	private complete( orderId: number ) {
		const known = this.rows.find( ( { order } ) => order?.id === orderId );
		if ( ! known ) {
			return refusal( 404, 'not_found', 'Gone.' );
		}
		if ( known.state === 'completed' ) {
			this.waiting = this.waiting.filter(
				( { order } ) => order.id !== orderId
			);
		}
		return json( known );
	}

	private link( orderId: number, telarisOrder: string ) {
		const applied = this.rows
			.filter( ( row ) => row.telaris_order === telarisOrder )
			.map( ( { id } ) =>
				this.change( id, {
					state: 'completed',
					result: COMPLETED,
					can_resend: false,
				} )
			);
		const answer: Linked = {
			order_id: orderId,
			telaris_order: telarisOrder,
			company: null,
			applied,
		};
		return json( answer );
	}
}

/** What was asked for, without what apiFetch adds to everything. */
function queryOf( { url, href = url }: { url?: string; href?: string } ) {
	const query = new URL( href ?? '' ).searchParams;
	query.delete( '_locale' );
	return query;
}

function link( url: URL, cursor: number, relation: string ): string {
	const target = new URL( url );
	target.searchParams.set( 'cursor', String( cursor ) );
	return `<${ target }>; rel="${ relation }"`;
}

function json( body: unknown, status = 200 ) {
	return HttpResponse.json( body as JsonBodyType, { status } );
}

/** WordPress's form of an error. */
export function refusal( status: number, code: string, message: string ) {
	return HttpResponse.json( { code, message, data: { status } }, { status } );
}
