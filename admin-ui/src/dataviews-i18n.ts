/**
 * The translation functions of the bundled DataViews (see webpack.config.js).
 *
 * Its words are translated with ours, since a plugin's bundle is not covered by
 * WordPress's own language packs; those are asked where ours has no answer.
 */
import * as i18n from '@wordpress/i18n';

export { isRTL, sprintf } from '@wordpress/i18n';

const DOMAIN = 'telaris-for-woocommerce';

const domainOf = ( text: string, context?: string ): string | undefined =>
	i18n.hasTranslation( text, context, DOMAIN ) ? DOMAIN : undefined;

/* The words come from DataViews, so none are written out here. */
/* eslint-disable @wordpress/i18n-no-variables, @wordpress/i18n-text-domain */

export function __( text: string ): string {
	return i18n.__( text, domainOf( text ) );
}

export function _x( text: string, context: string ): string {
	return i18n._x( text, context, domainOf( text, context ) );
}

export function _n( single: string, plural: string, count: number ): string {
	return i18n._n( single, plural, count, domainOf( single ) );
}
