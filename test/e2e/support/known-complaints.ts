/**
 * What WordPress and WooCommerce themselves complain about in the browser, each by name. Nothing of ours may stand here.
 */
export interface KnownComplaint {
	/** Who emits it, and why we cannot help it. */
	readonly from: string;
	readonly text: RegExp;
	/** The script or address that it comes from. */
	readonly url: RegExp;
}

export const KNOWN_COMPLAINTS: readonly KnownComplaint[] = [
	{
		// An exception without a stack. Chromium gives the transition up where a page is long in coming, or left at once.
		from: 'WordPress 7’s view transitions between pages of wp-admin',
		text: /^uncaught: Transition was (aborted|skipped)/,
		url: /\/wp-admin\//,
	},
	{
		// From right to left the page takes style-rtl.css; Chromium says so where it is open for some seconds.
		from: 'WooCommerce, which preloads stylesheets that such a page does not use',
		text: /^console warning: The resource \S+\/plugins\/woocommerce\/\S+\.css\S* was preloaded using link preload but not used/,
		url: /\/wp-admin\//,
	},
];
