import type { ReactNode } from 'react';

interface PlanSectionProps {
	/** What is common to the orders, with their number. */
	title: string;
	children: ReactNode[];
}

/** A part of the plan; nothing where it has no orders. */
export function PlanSection( { title, children }: PlanSectionProps ) {
	return children.length === 0 ? null : (
		<section>
			<h3>{ title }</h3>
			<ul className="telaris-resend__orders">{ children }</ul>
		</section>
	);
}
