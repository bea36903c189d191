import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';

import { Failure } from '../ui/failure';
import { useAction } from '../hooks/use-action';

interface RemedyButtonProps {
	label: string;
	/** Said once it is done. */
	done: string;
	remedy: () => Promise< unknown >;
}

/**
 * Puts a problem of the connection right by one click.
 */
export function RemedyButton( { label, done, remedy }: RemedyButtonProps ) {
	const { run, isRunning, error } = useAction( remedy, () => speak( done ) );
	return (
		<>
			{ error && <Failure error={ error } /> }
			<Button
				variant="secondary"
				isBusy={ isRunning }
				disabled={ isRunning }
				accessibleWhenDisabled
				onClick={ () => run() }
			>
				{ label }
			</Button>
		</>
	);
}
