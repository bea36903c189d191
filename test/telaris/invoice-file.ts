/** Reads the invoices of a period from a file, for `npm run telaris -- reconcile <file>`. */
import type { MessageData, ReconcileData } from './types';

/**
 * Reads JSON as the contract has it (`{"from", "to", "invoices"}`), or lines of a table with the columns `invoice`,
 * `telaris_order`, `integration_reference` and `date`, whose days are then the period.
 *
 * @throws {Error} For what is neither.
 */
export function readInvoices( text: string ): ReconcileData {
	if ( text.trimStart().startsWith( '{' ) ) {
		return JSON.parse( text ) as ReconcileData;
	}
	const [ head = [], ...lines ] = text
		.replace( /^\uFEFF/, '' )
		.split( /\r?\n/ )
		.filter( ( line ) => line.trim() !== '' )
		.map( ( line ) => line.split( /[;,\t]/ ).map( unquoted ) );
	const rows = lines.map( ( cells ) =>
		Object.fromEntries(
			head.map( ( name, place ) => [ name, cells[ place ] ?? '' ] )
		)
	);
	const dates = rows
		.map( ( { date } ) => date ?? '' )
		.filter( ( date ) => date !== '' )
		.sort();
	const [ from, to ] = [ dates[ 0 ], dates[ dates.length - 1 ] ];
	if (
		! head.includes( 'invoice' ) ||
		! head.includes( 'telaris_order' ) ||
		from === undefined ||
		to === undefined
	) {
		throw new Error(
			'The file must be JSON, or have the columns invoice, telaris_order, integration_reference and date.'
		);
	}
	return { from, to, invoices: rows.map( invoiceOf ) };
}

function invoiceOf( row: Record< string, string > ): MessageData {
	const { invoice = '', telaris_order: order = '', date } = row;
	const reference = row[ 'integration_reference' ];
	return {
		telaris_order: order,
		...( reference && { integration_reference: reference } ),
		invoice: { number: invoice, ...( date && { date } ) },
	};
}

function unquoted( cell: string ): string {
	return cell.trim().replace( /^"(.*)"$/, '$1' );
}
