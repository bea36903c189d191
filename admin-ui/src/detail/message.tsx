interface MessageProps {
	title: string;
	content: unknown;
}

/**
 * A message as it was sent or answered, for those who run the integration. Folded
 * away, since most people never need it.
 */
export function Message( { title, content }: MessageProps ) {
	return (
		<details className="telaris-message">
			<summary>{ title }</summary>
			{ /* It scrolls sideways, so the keyboard must be able to get there. */ }
			<pre dir="ltr" tabIndex={ 0 } role="region" aria-label={ title }>
				{ JSON.stringify( content, null, 2 ) }
			</pre>
		</details>
	);
}
