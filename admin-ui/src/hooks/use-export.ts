import { useDispatch } from '@wordpress/data';

import { store } from '../store';
import type { ExportQuery } from '../store';
import { useAction } from './use-action';
import type { Action } from './use-action';

/**
 * Saves what the filter matches as a file.
 *
 * @param onDone Called when it is saved.
 */
export function useExport(
	onDone: () => void
): Action< [ asked: ExportQuery ] > {
	const { exportHistory } = useDispatch( store );
	return useAction( exportHistory, ( csv ) => {
		const address = URL.createObjectURL( csv );
		const link = document.createElement( 'a' );
		link.href = address;
		link.download = `telaris-${ new Date().toISOString().slice( 0, 10 ) }.csv`;
		link.click();
		URL.revokeObjectURL( address );
		onDone();
	} );
}
