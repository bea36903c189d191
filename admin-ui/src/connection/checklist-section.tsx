import { speak } from '@wordpress/a11y';
import { Button, Spinner } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { createInterpolateElement } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Checklist } from '../api/types';
import { useAction } from '../hooks/use-action';
import type { Answer } from '../hooks/use-answer';
import { store } from '../store';
import { Failure } from '../ui/failure';
import { Time } from '../ui/time';
import { ChecklistLine } from './checklist-line';

/** What must be true for Telaris to get through, one line each. */
export function ChecklistSection( {
	checklist: { data, error, reload },
}: {
	checklist: Answer< Checklist >;
} ) {
	const { testConnection } = useDispatch( store );
	const test = useAction( testConnection, ( checklist ) =>
		speak( headline( checklist ) )
	);
	return (
		<section className="telaris-card telaris-section">
			<h2>{ __( 'Checklist', 'telaris-for-woocommerce' ) }</h2>
			{ error && (
				<Failure
					error={ error }
					title={ __(
						'The checklist could not be loaded.',
						'telaris-for-woocommerce'
					) }
					onRetry={ reload }
				/>
			) }
			{ ! data && ! error && <Spinner /> }
			{ data && (
				<>
					<p className="telaris-checklist__headline">
						{ headline( data ) }
					</p>
					{ test.error && <Failure error={ test.error } /> }
					<div className="telaris-checklist__test">
						<Button
							variant="secondary"
							__next40pxDefaultSize
							isBusy={ test.isRunning }
							disabled={ test.isRunning }
							accessibleWhenDisabled
							onClick={ () => void test.run() }
						>
							{ __(
								'Test the connection',
								'telaris-for-woocommerce'
							) }
						</Button>
						<span>
							{ data.tested_at === null
								? __(
										'The shop calls its own addresses and looks at what comes back.',
										'telaris-for-woocommerce'
									)
								: createInterpolateElement(
										/* translators: <time/>: for example "4 minutes ago". */
										__(
											'The shop called itself <time/>.',
											'telaris-for-woocommerce'
										),
										{
											time: (
												<Time
													value={ data.tested_at }
												/>
											),
										}
									) }
						</span>
					</div>
					<ul className="telaris-checklist">
						{ data.lines.map( ( line ) => (
							<ChecklistLine key={ line.id } line={ line } />
						) ) }
					</ul>
				</>
			) }
		</section>
	);
}

function headline( { lines }: Checklist ): string {
	const problems = lines.filter(
		( { status } ) => status === 'problem'
	).length;
	if ( problems > 0 ) {
		return sprintf(
			/* translators: %d: number of things. */
			_n(
				'%d thing is to be put right.',
				'%d things are to be put right.',
				problems,
				'telaris-for-woocommerce'
			),
			problems
		);
	}
	return lines.some( ( { status } ) => status === 'unknown' )
		? __(
				'Nothing is known to be wrong, but not everything is known yet.',
				'telaris-for-woocommerce'
			)
		: __( 'Everything is in order.', 'telaris-for-woocommerce' );
}
