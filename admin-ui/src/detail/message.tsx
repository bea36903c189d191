import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';

import { CopyButton } from '../ui/copy-button';

interface MessageProps {
	title: string;
	/** What tells it from others of the same title. */
	name?: string;
	/** The size, in words. */
	size?: string;
	/** What goes before the text, a line each. */
	headers?: Record< string, string >;
	text: string;
	/** What is to be known about it. */
	children?: ReactNode;
}

/**
 * A message as it was sent or answered, for those who run the integration. Folded
 * away, since most people never need it. JSON is laid out to be read; what is copied
 * is as it was sent.
 */
export function Message( {
	title,
	name,
	size,
	headers = {},
	text,
	children,
}: MessageProps ) {
	const lines = Object.entries( headers ).map(
		( [ header, value ] ) => `${ header }: ${ value }\n`
	);
	return (
		<details className="telaris-message">
			<summary>
				{ title }
				{ size && <span>{ ` · ${ size }` }</span> }
			</summary>
			{ /* It scrolls sideways, so the keyboard must be able to get there. */ }
			<pre
				dir="ltr"
				tabIndex={ 0 }
				role="region"
				aria-label={ name ? `${ title }, ${ name }` : title }
			>
				{ lines.length > 0 && `${ lines.join( '' ) }\n` }
				{ laidOut( text ) }
			</pre>
			{ children }
			<div className="telaris-message__tools">
				<CopyButton
					text={ text }
					label={ __( 'Copy', 'telaris-for-woocommerce' ) }
				/>
			</div>
		</details>
	);
}

function laidOut( text: string ): string {
	try {
		return JSON.stringify( JSON.parse( text ), null, 2 );
	} catch {
		return text;
	}
}
