import { exportNotifications } from '../api/notifications';
import { useAction } from './use-action';
import type { Action } from './use-action';

/** Saves what the filter matches as a file. */
export function useExport(): Action<
	Parameters< typeof exportNotifications >
> {
	return useAction( exportNotifications, ( csv ) => {
		const address = URL.createObjectURL( csv );
		const link = document.createElement( 'a' );
		link.href = address;
		link.download = `telaris-${ new Date().toISOString().slice( 0, 10 ) }.csv`;
		link.click();
		URL.revokeObjectURL( address );
	} );
}
