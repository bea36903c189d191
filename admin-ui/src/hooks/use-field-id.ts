import { useId } from '@wordpress/element';

/**
 * An id for a field of ours, so that its label and its help find it.
 *
 * Left to themselves, WordPress's components number their ids; the copy of them
 * that DataViews brings along counts for itself, and both would end up with the
 * same ones. React's own ids are unique only within what one root draws.
 */
export function useFieldId(): string {
	return `telaris-${ useId() }`;
}
