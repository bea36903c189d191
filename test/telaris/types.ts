/**
 * The words of the contract, as types. They are derived from plugin/openapi.json (`npm run schema`), so that nothing
 * is typed twice.
 *
 * If you copy this folder: run `npx openapi-typescript openapi.json --output schema.d.ts` on the document that ships
 * with the plugin, and import from there.
 */
import type { components } from '../../admin-ui/src/api/schema';

type Schemas = components[ 'schemas' ];

/** The one field of an invoice that may be left out although it has a default. */
type Invoice = Omit< Schemas[ 'Invoice' ], 'kind' > &
	Partial< Pick< Schemas[ 'Invoice' ], 'kind' > >;

/** What a message says about an order. */
export type MessageData = Omit< Schemas[ 'MessageData' ], 'invoice' > & {
	invoice?: Invoice | null;
};

/** One message about one order. */
export type Message = Omit< Schemas[ 'Message' ], 'data' > & {
	data?: MessageData;
};

/** What `notifications.query` asks about. */
export type QueryData = Schemas[ 'QueryData' ];

/** The invoices of a period, for `invoices.reconcile`. */
export type ReconcileData = Omit< Schemas[ 'ReconcileData' ], 'invoices' > & {
	invoices: MessageData[];
};

/** One that only asks, and is recorded nowhere. */
export type Question = Omit< Schemas[ 'Message' ], 'data' > & {
	data: QueryData | ReconcileData;
};

/** The shop's answer when it understood: what became of the message. */
export type Answer = Schemas[ 'Answer' ];

/** The answer to a `ping`. */
export type Pong = Schemas[ 'Pong' ];

/** The shop's answer when it refused: WordPress's own shape of an error. */
export type ShopError = Schemas[ 'Error' ];
