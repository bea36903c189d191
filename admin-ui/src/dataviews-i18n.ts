/**
 * The translation functions of the bundled DataViews (see webpack.config.js).
 *
 * Its words are translated with ours, since a plugin's bundle is not covered by
 * WordPress's own language packs; those are asked where ours has no answer.
 */
import {
	__ as translate,
	_n as translatePlural,
	_x as translateInContext,
	hasTranslation,
} from '@wordpress/i18n';

export { isRTL, sprintf } from '@wordpress/i18n';

const DOMAIN = 'telaris-for-woocommerce';

const domainOf = ( text: string, context?: string ): string | undefined =>
	hasTranslation( text, context, DOMAIN ) ? DOMAIN : undefined;

/* The words come from DataViews, so none are written out here. */

export function __( text: string ): string {
	return translate( text, domainOf( text ) );
}

export function _x( text: string, context: string ): string {
	return translateInContext( text, context, domainOf( text, context ) );
}

export function _n( single: string, plural: string, count: number ): string {
	return translatePlural( single, plural, count, domainOf( single ) );
}
