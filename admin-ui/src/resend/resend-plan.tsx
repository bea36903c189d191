import { Button, Spinner } from '@wordpress/components';
import { useMemo, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Preview } from '../api/types';
import type { Answer } from '../hooks/use-answer';
import { isLinkable } from '../hooks/use-resend';
import type { LinkChoice, ResendItem } from '../hooks/use-resend';
import {
	effectOf,
	effectText,
	planOf,
	readyText,
	startText,
	unchangedText,
} from '../text/resend-plan';
import { EmailChoice } from '../ui/email-choice';
import { Failure } from '../ui/failure';
import { OrderChoice } from '../ui/order-choice';
import { BlockedOrders } from './blocked-orders';
import { OrderLine } from './order-line';
import { PlanSection } from './plan-section';

interface ResendPlanProps {
	/** What re-sending each would do. */
	previews: Answer< Preview[] >;
	onStart: ( items: ResendItem[], sendEmail: boolean ) => void;
	onCancel: () => void;
}

/**
 * What will be done, before it is: what can be done at once, what a person has to
 * decide and why, and what has to be linked first.
 */
export function ResendPlan( { previews, onStart, onCancel }: ResendPlanProps ) {
	const [ overridden, setOverridden ] = useState< number[] >( [] );
	const [ links, setLinks ] = useState< Record< number, LinkChoice | null > >(
		{}
	);
	const [ sendEmail, setSendEmail ] = useState( true );
	const { data, error, isLoading, reload } = previews;
	const plan = useMemo( () => planOf( data ?? [] ), [ data ] );

	const items: ResendItem[] = [
		...plan.ready.map( ( preview ) => ( {
			preview,
			completeAnyway: false,
			link: null,
		} ) ),
		...plan.blocked
			.flatMap( ( group ) => group.previews )
			.filter( ( { notification } ) =>
				overridden.includes( notification.id )
			)
			.map( ( preview ) => ( {
				preview,
				completeAnyway: true,
				link: null,
			} ) ),
		...plan.unlinked
			.map( ( preview ) => ( {
				preview,
				completeAnyway: false,
				link: links[ preview.notification.id ] ?? null,
			} ) )
			.filter( ( { link } ) => isLinkable( link ) ),
	];
	const blocked = plan.blocked.reduce(
		( count, group ) => count + group.previews.length,
		0
	);
	const override = ( ids: number[], anyway: boolean ) =>
		setOverridden( ( before ) => [
			...before.filter( ( id ) => ! ids.includes( id ) ),
			...( anyway ? ids : [] ),
		] );

	return (
		<div className="telaris-resend">
			<p>
				{ __(
					'Orders are set to Completed here in the shop. Nothing is sent to Telaris.',
					'telaris-for-woocommerce'
				) }
			</p>
			{ error && (
				<Failure
					error={ error }
					title={ __(
						'It could not be found out what re-sending would do.',
						'telaris-for-woocommerce'
					) }
					onRetry={ reload }
				/>
			) }
			{ isLoading && ! data && (
				<div className="telaris-resend__loading">
					<Spinner />
				</div>
			) }
			<PlanSection
				title={ sprintf(
					/* translators: %d: number of orders. */
					_n(
						'%d order can be completed at once',
						'%d orders can be completed at once',
						plan.ready.length,
						'telaris-for-woocommerce'
					),
					plan.ready.length
				) }
			>
				{ plan.ready.map( ( preview ) => (
					<li key={ preview.notification.id }>
						<OrderLine preview={ preview } />
						<p>{ readyText( preview, sendEmail ) }</p>
						{ preview.will === 'complete' &&
							preview.notification.result.code !== 'held' && (
								<p className="telaris-resend__last">
									{ sprintf(
										/* translators: %s: what came of the last attempt, a sentence. */
										__(
											'Last time: %s',
											'telaris-for-woocommerce'
										),
										preview.notification.result.sentence
									) }
								</p>
							) }
					</li>
				) ) }
			</PlanSection>
			<PlanSection
				title={ sprintf(
					/* translators: %d: number of orders. */
					_n(
						'%d order only if you say so',
						'%d orders only if you say so',
						blocked,
						'telaris-for-woocommerce'
					),
					blocked
				) }
			>
				{ plan.blocked.map( ( group ) => (
					<BlockedOrders
						key={ group.against }
						group={ group }
						overridden={ overridden }
						onChange={ override }
					/>
				) ) }
			</PlanSection>
			<PlanSection
				title={ sprintf(
					/* translators: %d: number of orders. */
					_n(
						'%d order has to be linked first',
						'%d orders have to be linked first',
						plan.unlinked.length,
						'telaris-for-woocommerce'
					),
					plan.unlinked.length
				) }
			>
				{ plan.unlinked.map( ( preview ) => (
					<li key={ preview.notification.id }>
						<OrderLine preview={ preview } />
						<p>{ preview.against }</p>
						<OrderChoice
							notification={ preview.notification }
							choice={ links[ preview.notification.id ] }
							onChange={ ( choice ) =>
								setLinks( ( before ) => ( {
									...before,
									[ preview.notification.id ]: choice,
								} ) )
							}
						/>
					</li>
				) ) }
			</PlanSection>
			<PlanSection
				title={ sprintf(
					/* translators: %d: number of orders. */
					_n(
						'%d order stays as it is',
						'%d orders stay as they are',
						plan.unchanged.length,
						'telaris-for-woocommerce'
					),
					plan.unchanged.length
				) }
			>
				{ plan.unchanged.map( ( preview ) => (
					<li key={ preview.notification.id }>
						<OrderLine preview={ preview } />
						<p>{ unchangedText( preview ) }</p>
					</li>
				) ) }
			</PlanSection>
			<div className="telaris-dialog__footer">
				<EmailChoice isSent={ sendEmail } onChange={ setSendEmail } />
				<p>
					{ data
						? effectText( effectOf( items, sendEmail ) )
						: '\u00a0' }
				</p>
				<div className="telaris-dialog__buttons">
					<Button
						variant="tertiary"
						__next40pxDefaultSize
						onClick={ onCancel }
					>
						{ __( 'Cancel', 'telaris-for-woocommerce' ) }
					</Button>
					<Button
						variant="primary"
						__next40pxDefaultSize
						disabled={ items.length === 0 }
						accessibleWhenDisabled
						onClick={ () => onStart( items, sendEmail ) }
					>
						{ startText( data ? items.length : 1 ) }
					</Button>
				</div>
			</div>
		</div>
	);
}
