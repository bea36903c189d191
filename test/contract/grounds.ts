import type { ShopOptions } from '../shop';

/** What the contract holds on; the names show in the report. Without the plugin: it is not about that. */
export const grounds = [
	{
		name: 'the real WooCommerce',
		options: {
			name: 'contract-real',
			standIn: false,
			port: 8942,
			plugin: false,
		},
	},
	{
		name: 'the stand-in',
		options: {
			name: 'contract-stand-in',
			standIn: true,
			port: 8941,
			plugin: false,
		},
	},
] as const satisfies readonly { name: string; options: ShopOptions }[];
