import type { LinkCandidate } from '../api/types';

/**
 * Whether an order is linked already, to another Telaris order.
 *
 * @param candidate    The order.
 * @param telarisOrder Telaris's order number.
 */
export function isLinkedElsewhere(
	candidate: LinkCandidate | undefined,
	telarisOrder: string
): boolean {
	const linkedTo = candidate?.telaris_order ?? null;
	return linkedTo !== null && linkedTo !== telarisOrder;
}
