/** What a step of `npm test` is, and what it gets and gives. */
import type { Log, ShopOptions } from '../shop';
import type { Requirement } from '../shop/requirements';
import type { Extent } from './extent';
import type { Tally } from './tally';

/** What was asked of all steps. */
export interface Asked {
	/** The ground of the shops that they start. */
	readonly ground: Omit< ShopOptions, 'name' >;
	readonly extent: Extent;
	/** Names of files of test/http/, to run these alone; else empty. */
	readonly files: readonly string[];
	/** Names of files of test/e2e/, to run these alone; else empty. */
	readonly specs: readonly string[];
}

/** What a step has to go by. */
export interface Run extends Asked {
	readonly log: Log;
	/** Takes what the commands print. */
	readonly print: ( text: string ) => void;
	/** Which part of the step this is, from 1. */
	readonly part: number;
	/** Ends what the step has started, when its time is up. */
	readonly signal: AbortSignal;
}

export interface Step {
	/** For --only. */
	readonly name: string;
	readonly title: string;
	/** A step whose files are not there is not listed. */
	readonly isThere: () => boolean;
	/** What the machine has to have; brought before any step begins. */
	readonly needs: ( asked: Asked ) => readonly Requirement[];
	/** Names of steps that have to be over before it begins, where they are run at all. */
	readonly after?: readonly string[];
	/** In how many parts it is run side by side; one, if not said. */
	readonly parts?: ( asked: Asked ) => number;
	/** After this long, a part of it is ended. */
	readonly limitMs: number;
	/**
	 * Gives the tests that ran.
	 *
	 * @throws {Error} Where they could not run at all, with why.
	 */
	readonly run: ( run: Run ) => Promise< Tally >;
}

/** What came of a step. */
export interface Row {
	readonly step: Step;
	readonly tally: Tally;
	/** Of all its parts together. */
	readonly seconds: number;
	/** Why it, or a part of it, did not run. */
	readonly notRun: readonly string[];
}
