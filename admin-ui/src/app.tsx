import { __ } from '@wordpress/i18n';

import { Problems } from './components/problems';
import { Summary } from './components/summary';
import { Tabs } from './components/tabs';
import { ConnectionScreen } from './connection/connection-screen';
import { HistoryScreen } from './history/history-screen';
import { useHealth } from './hooks/use-health';
import { useViewState } from './hooks/use-view-state';

/** The screen under WooCommerce → Telaris. */
export function App() {
	const [ view, navigate ] = useViewState();
	const health = useHealth();
	const isHistory = view.tab === 'history';
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
			{ isHistory ? (
				<>
					<Problems problems={ health.data?.problems ?? [] } />
					{ ! health.error && (
						<Summary health={ health.data } navigate={ navigate } />
					) }
					<HistoryScreen
						view={ view }
						health={ health }
						navigate={ navigate }
					/>
				</>
			) : (
				<ConnectionScreen health={ health } />
			) }
		</div>
	);
}
