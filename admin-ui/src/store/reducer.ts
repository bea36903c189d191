import { combineReducers } from '@wordpress/data';

import type { Notification, NotificationDetail } from '../api/types';
import { laterOf } from './merge-rows';
import type { Answers, Details, Singles, State } from './state';

/** Notifications as the shop has answered them. */
interface ReceiveRows {
	type: 'RECEIVE_ROWS';
	rows: readonly Notification[];
}

interface ReceiveDetail {
	type: 'RECEIVE_DETAIL';
	detail: NotificationDetail;
}

interface ReceiveSingle {
	type: 'RECEIVE_SINGLE';
	single: Singles;
}

type ReceiveAnswer = {
	[ Name in keyof Answers ]: {
		type: 'RECEIVE_ANSWER';
		name: Name;
		key: string;
		answer: Answers[ Name ][ string ];
	};
}[ keyof Answers ];

export type Action =
	ReceiveRows | ReceiveDetail | ReceiveSingle | ReceiveAnswer;

function withRows(
	state: State[ 'notifications' ],
	rows: readonly Notification[]
): State[ 'notifications' ] {
	return {
		...state,
		...Object.fromEntries(
			rows.map( ( row ) => [ row.id, laterOf( state[ row.id ], row ) ] )
		),
	};
}

function rowOf( {
	attempts,
	deliveries,
	email,
	sent,
	answered,
	...row
}: NotificationDetail ): {
	row: Notification;
	details: Details;
} {
	return { row, details: { attempts, deliveries, email, sent, answered } };
}

function notifications(
	state: State[ 'notifications' ] = {},
	action: Action
): State[ 'notifications' ] {
	switch ( action.type ) {
		case 'RECEIVE_ROWS':
			return withRows( state, action.rows );
		case 'RECEIVE_DETAIL':
			return withRows( state, [ rowOf( action.detail ).row ] );
		default:
			return state;
	}
}

function details(
	state: State[ 'details' ] = {},
	action: Action
): State[ 'details' ] {
	return action.type === 'RECEIVE_DETAIL'
		? { ...state, [ action.detail.id ]: rowOf( action.detail ).details }
		: state;
}

function singles( state: Singles = {}, action: Action ): Singles {
	return action.type === 'RECEIVE_SINGLE'
		? { ...state, ...action.single }
		: state;
}

/** Keeps the answers of one name. */
const answers =
	< Name extends keyof Answers >( name: Name ) =>
	( state: Answers[ Name ] | undefined, action: Action ): Answers[ Name ] => {
		const known = state ?? ( {} as Answers[ Name ] );
		return action.type === 'RECEIVE_ANSWER' && action.name === name
			? { ...known, [ action.key ]: action.answer }
			: known;
	};

export const reducer = combineReducers( {
	notifications,
	details,
	singles,
	awaiting: answers( 'awaiting' ),
	candidates: answers( 'candidates' ),
	counts: answers( 'counts' ),
	previews: answers( 'previews' ),
	pages: answers( 'pages' ),
	newRows: answers( 'newRows' ),
} );
