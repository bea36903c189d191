import { Spinner } from '@wordpress/components';
import { lazy, Suspense } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import { Tabs } from './components/tabs';
import { HistoryScreen } from './history/history-screen';
import { useHealth } from './hooks/use-health';
import { useViewState } from './hooks/use-view-state';

/* What the first rows do not need comes when it is asked for. */
const AwaitingScreen = lazy( () =>
	import(
		/* webpackChunkName: 'awaiting' */ './awaiting/awaiting-screen'
	).then( ( file ) => ( {
		default: file.AwaitingScreen,
	} ) )
);
const ConnectionScreen = lazy( () =>
	import(
		/* webpackChunkName: 'connection' */ './connection/connection-screen'
	).then( ( file ) => ( {
		default: file.ConnectionScreen,
	} ) )
);

/** The screen under WooCommerce → Telaris. */
export function App() {
	const [ view, navigate ] = useViewState();
	const health = useHealth();
	return (
		<div className="telaris">
			<h1 className="telaris__title">
				{ __( 'Telaris', 'telaris-for-woocommerce' ) }
			</h1>
			<Tabs
				current={ view.tab }
				health={ health.data }
				navigate={ navigate }
			/>
			<Suspense fallback={ <Spinner /> }>
				{ view.tab === 'history' && (
					<HistoryScreen
						view={ view }
						health={ health }
						navigate={ navigate }
					/>
				) }
				{ view.tab === 'awaiting' && (
					<AwaitingScreen
						view={ view }
						navigate={ navigate }
						onChanged={ health.reload }
					/>
				) }
				{ view.tab === 'connection' && (
					<ConnectionScreen health={ health } />
				) }
			</Suspense>
		</div>
	);
}
