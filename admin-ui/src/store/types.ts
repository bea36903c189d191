import type { QueryOf } from '../api/client';
import type * as actions from './actions';
import type { Action } from './reducer';
import type * as selectors from './selectors';

/** What the history can be asked for. */
export type HistoryQuery = QueryOf< '/notifications' >;

/** What the history and its export are filtered by. */
export type HistoryFilter = Omit< HistoryQuery, 'per_page' | 'cursor' >;

/** What an export can be asked for. */
export type ExportQuery = QueryOf< '/notifications/export' >;

type WithoutState< Selector > = Selector extends (
	state: never,
	...args: infer Arguments
) => infer Value
	? ( ...args: Arguments ) => Value
	: never;

type Dispatched< Creator > = Creator extends (
	...args: infer Arguments
) => ( api: never ) => infer Value
	? ( ...args: Arguments ) => Value
	: Creator extends ( ...args: infer Arguments ) => unknown
		? ( ...args: Arguments ) => void
		: never;

/** What a thunk of this store is given. */
export interface ThunkApi {
	select: {
		[ Name in keyof typeof selectors ]: WithoutState<
			( typeof selectors )[ Name ]
		>;
	} & {
		hasStartedResolution: ( selector: string, args: unknown[] ) => boolean;
	};
	dispatch: ( ( action: Action ) => void ) & {
		[ Name in keyof typeof actions ]: Dispatched<
			( typeof actions )[ Name ]
		>;
	} & {
		finishResolution: ( selector: string, args: unknown[] ) => void;
		invalidateResolution: ( selector: string, args: unknown[] ) => void;
		invalidateResolutionForStoreSelector: ( selector: string ) => void;
	};
}
