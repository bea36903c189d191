import { createReduxStore } from '@wordpress/data';

import * as actions from './actions';
import { reducer } from './reducer';
import * as resolvers from './resolvers';
import * as selectors from './selectors';
import type { ThunkApi } from './types';

/** What the screen knows of the shop. */
export const store = createReduxStore( 'telaris-for-woocommerce', {
	reducer,
	actions,
	selectors,
	resolvers,
} );

export { MOST_AT_ONCE } from './actions';
export type { Done } from './state';
export type { ExportQuery, HistoryFilter, HistoryQuery } from './types';

/** What can be read, without the state that each selector is given. */
export type Selectors = ThunkApi[ 'select' ];

/** The selectors that the shop is asked for, with their arguments. */
export type Resolvers = typeof resolvers;
