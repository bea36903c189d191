import { __ } from '@wordpress/i18n';

import { AwaitingScreen } from './awaiting/awaiting-screen';
import { DoneNotice } from './ui/done-notice';
import { Tabs } from './ui/tabs';
import { ConnectionScreen } from './connection/connection-screen';
import { HistoryScreen } from './history/history-screen';
import { useAskBeforeLeaving } from './hooks/use-ask-before-leaving';
import { useHealth } from './hooks/use-health';
import { useOnceAnswered } from './hooks/use-once-answered';
import { useViewState } from './hooks/use-view-state';

/** The screen under WooCommerce → Telaris. */
export function App() {
	const [ view, navigate ] = useViewState();
	const health = useHealth();
	const isKnown = useOnceAnswered( health );
	useAskBeforeLeaving();
	return (
		<div
			// It comes with the page. What is noted on the tabs would move all below them.
			className={ `telaris ${ isKnown ? '' : 'is-loading' }` }
		>
			<header className="telaris__top">
				<h1 className="telaris__title">
					{ __( 'Telaris', 'telaris-for-woocommerce' ) }
				</h1>
				<Tabs
					current={ view.tab }
					health={ health.data }
					navigate={ navigate }
				/>
			</header>
			<DoneNotice />
			{ view.tab === 'history' && (
				<HistoryScreen
					view={ view }
					health={ health }
					navigate={ navigate }
				/>
			) }
			{ view.tab === 'awaiting' && (
				<AwaitingScreen view={ view } navigate={ navigate } />
			) }
			{ view.tab === 'connection' && (
				<ConnectionScreen health={ health } />
			) }
		</div>
	);
}
