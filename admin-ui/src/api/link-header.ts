import { getQueryArg } from '@wordpress/url';

/** The cursors of the pages beside the present one; null where there is none. */
export interface Cursors {
	newer: string | null;
	older: string | null;
}

/**
 * Reads the cursors out of a `Link` header (RFC 8288). Only the cursor is taken
 * from its addresses: a proxy may have another name for the shop.
 *
 * @param header `<https://…&cursor=abc>; rel="next", <…>; rel="prev"`, or null.
 * @return `next` is older, `prev` is newer.
 */
export function cursorsOf( header: string | null ): Cursors {
	const cursors: Cursors = { newer: null, older: null };
	for ( const [ , address = '', relation ] of ( header ?? '' ).matchAll(
		/<([^>]*)>\s*;[^,<]*\brel="?(next|prev)"?/g
	) ) {
		const cursor = getQueryArg( address, 'cursor' );
		if ( typeof cursor === 'string' && cursor !== '' ) {
			cursors[ relation === 'next' ? 'older' : 'newer' ] = cursor;
		}
	}
	return cursors;
}
