import type { Page } from '../api/client';
import type {
	AwaitingOrder,
	Checklist,
	Health,
	LastReconciliation,
	LinkCandidate,
	Notification,
	NotificationCount,
	NotificationDetail,
	Preview,
	RefusedCall,
	Settings,
	SettingsChange,
	StatsDay,
} from '../api/types';
import type { RowPosition } from './merge-rows';

/** What only a single notification's own answer has. */
export type Details = Omit< NotificationDetail, keyof Notification >;

/** A page of the history, its rows by id. */
export interface RowPage extends Omit< Page< never >, 'items' > {
	ids: number[];
}

/** What is known of a list of the history beyond the page that is shown. */
export interface NewRows {
	/** The newest row that was ever shown of it; null when it was empty. */
	seen: RowPosition | null;
	/** Rows that came since. */
	count: number;
}

/** What a person did a moment ago, and may take back. */
export interface Done {
	what: 'checked' | 'dismissed' | 'unchecked' | 'restored';
	/** The notifications. */
	ids: number[];
}

/** What the shop keeps one of. */
export interface Singles {
	done?: Done | null;
	health?: Health;
	days?: StatsDay[];
	settings?: Settings;
	/** What a person changed of the settings and has not saved. */
	settingsChange?: SettingsChange;
	refusedCalls?: RefusedCall[];
	checklist?: Checklist;
	reconciliation?: { last: LastReconciliation | null };
}

/** What a question is answered by, by the question. */
export interface Answers {
	awaiting: Record< string, Page< AwaitingOrder > >;
	candidates: Record< string, LinkCandidate[] >;
	counts: Record< string, NotificationCount >;
	previews: Record< string, Preview[] >;
	pages: Record< string, RowPage >;
	newRows: Record< string, NewRows >;
}

export interface State extends Answers {
	/** Each notification once, so that no two views of it disagree. */
	notifications: Record< number, Notification >;
	details: Record< number, Details >;
	singles: Singles;
}

/**
 * Writes a question as the key of its answer.
 *
 * @param question Its parameters.
 */
export const keyOf = ( question: unknown ): string =>
	JSON.stringify( question );
