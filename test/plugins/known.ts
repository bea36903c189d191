/** Plug-ins that Norwegian shops have, and what each does to an order that becomes Completed while its service cannot be reached. */

export interface KnownPlugIn {
	/** Its folder, below `plugins/` of the cache. */
	readonly slug: string;
	/** As it names itself, or a part of that. */
	readonly name: string;
	/** What its shop has chosen, by option. */
	readonly options?: Readonly< Record< string, unknown > >;
	/** An order that it takes for its own. */
	readonly order?: {
		readonly payment_method?: string;
		readonly transaction_id?: string;
		readonly meta?: Readonly< Record< string, string > >;
	};
	/**
	 * What becomes of such an order:
	 *
	 * - completed: it keeps to its own business, and the customer gets the email;
	 * - reverted: it puts the order back because it could not capture the payment;
	 * - side_effects_uncertain: it throws or dies, so that nobody knows what ran, and the email is held.
	 */
	readonly becomes: 'completed' | 'reverted' | 'side_effects_uncertain';
	/** The order's status then. */
	readonly status?: string;
}

export const KNOWN: readonly KnownPlugIn[] = [
	{
		slug: 'woo-vipps',
		name: 'Vipps',
		options: {
			woocommerce_vipps_settings: {
				enabled: 'yes',
				merchantSerialNumber: '123456',
				clientId: 'client',
				secret: 'secret',
				Ocp_Apim_Key_eCommerce: 'key',
				orderprefix: 'Woo',
				result_status: 'on-hold',
			},
		},
		order: {
			payment_method: 'vipps',
			meta: {
				_vipps_orderid: 'Woo1',
				_vipps_status: 'RESERVED',
				_vipps_amount: '49900',
				_vipps_capture_remaining: '49900',
				_vipps_api: 'epayment',
			},
		},
		becomes: 'reverted',
		status: 'on-hold',
	},
	{
		slug: 'klarna-order-management-for-woocommerce',
		name: 'Klarna Order Management',
		options: { kom_settings: { kom_auto_capture: 'yes' } },
		order: {
			payment_method: 'kco',
			transaction_id: 'klarna-1',
			meta: { _wc_klarna_order_id: 'klarna-1' },
		},
		becomes: 'reverted',
		status: 'on-hold',
	},
	{
		slug: 'svea-checkout-for-woocommerce',
		name: 'Svea',
		options: {
			woocommerce_svea_checkout_settings: {
				enabled: 'yes',
				testmode: 'yes',
				sync_order_completion: 'yes',
				merchant_id_no: '1',
				secret_no: 'secret',
			},
		},
		order: {
			payment_method: 'svea_checkout',
			meta: { _svea_co_order_id: '1' },
		},
		becomes: 'side_effects_uncertain',
	},
	{
		slug: 'woocommerce-gateway-stripe',
		name: 'Stripe',
		options: {
			woocommerce_stripe_settings: {
				enabled: 'yes',
				testmode: 'yes',
				test_publishable_key: 'pk_test_1',
				test_secret_key: 'sk_test_1',
				capture: 'no',
			},
		},
		order: {
			payment_method: 'stripe',
			transaction_id: 'ch_1',
			meta: {
				_stripe_charge_captured: 'no',
				_stripe_intent_id: 'pi_1',
			},
		},
		becomes: 'side_effects_uncertain',
	},
	{
		slug: 'woocommerce-payments',
		name: 'WooPayments',
		order: {
			payment_method: 'woocommerce_payments',
			transaction_id: 'pi_1',
			meta: { _intent_id: 'pi_1', _intention_status: 'requires_capture' },
		},
		becomes: 'completed',
	},
	{
		slug: 'woocommerce-paypal-payments',
		name: 'PayPal',
		options: {
			'woocommerce-ppcp-settings': {
				enabled: true,
				intent: 'authorize',
				capture_on_status_change: true,
				sandbox_on: true,
				client_id: 'client',
				client_secret: 'secret',
				merchant_id: 'merchant',
			},
		},
		order: {
			payment_method: 'ppcp-gateway',
			transaction_id: '1',
			meta: {
				_ppcp_paypal_order_id: '1',
				_ppcp_paypal_intent: 'AUTHORIZE',
				_ppcp_paypal_captured: 'false',
			},
		},
		becomes: 'reverted',
		status: 'failed',
	},
	{
		slug: 'woocommerce-sequential-order-numbers',
		name: 'Sequential Order Numbers',
		becomes: 'completed',
	},
	{
		slug: 'custom-order-statuses-woocommerce',
		name: 'Custom Order Status',
		becomes: 'completed',
	},
	{
		slug: 'jwt-authentication-for-wp-rest-api',
		name: 'JWT Authentication',
		becomes: 'completed',
	},
];
