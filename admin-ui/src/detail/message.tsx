import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';

import { CopyButton } from '../ui/copy-button';

interface MessageProps {
	title: string;
	content: unknown;
	/** What else can be done with it. */
	children?: ReactNode;
}

/**
 * A message as it was sent or answered, for those who run the integration. Folded
 * away, since most people never need it.
 */
export function Message( { title, content, children }: MessageProps ) {
	const text = JSON.stringify( content, null, 2 );
	return (
		<details className="telaris-message">
			<summary>{ title }</summary>
			{ /* It scrolls sideways, so the keyboard must be able to get there. */ }
			<pre dir="ltr" tabIndex={ 0 } role="region" aria-label={ title }>
				{ text }
			</pre>
			<div className="telaris-message__tools">
				<CopyButton
					text={ text }
					label={ __( 'Copy', 'telaris-for-woocommerce' ) }
				/>
				{ children }
			</div>
		</details>
	);
}
