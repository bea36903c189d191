/**
 * How a setting is edited, for DataForm. Its own controls are DataViews' copy
 * of WordPress's, which numbers its ids anew and may not look like those beside it.
 */
import {
	CheckboxControl,
	RadioControl,
	SelectControl,
	TextControl,
} from '@wordpress/components';
import type { DataFormControlProps } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';

import type { Settings } from '../api/types';
import { useFieldId } from '../hooks/use-field-id';
import { MOST_DAYS } from './settings-days';

type EditProps = DataFormControlProps< Settings >;

export function CheckboxEdit( { data, field, onChange }: EditProps ) {
	return (
		<CheckboxControl
			id={ useFieldId() }
			__nextHasNoMarginBottom
			label={ field.label }
			help={ field.description }
			checked={ Boolean( field.getValue( { item: data } ) ) }
			onChange={ ( value ) =>
				onChange( field.setValue( { item: data, value } ) )
			}
		/>
	);
}

export function SelectEdit( { data, field, onChange }: EditProps ) {
	return (
		<SelectControl
			id={ useFieldId() }
			__next40pxDefaultSize
			__nextHasNoMarginBottom
			label={ field.label }
			value={ String( field.getValue( { item: data } ) ) }
			onChange={ ( value ) =>
				onChange( field.setValue( { item: data, value } ) )
			}
			options={ field.elements ?? [] }
		/>
	);
}

export function RadioEdit( { data, field, onChange }: EditProps ) {
	return (
		<RadioControl
			label={ field.label }
			selected={ String( field.getValue( { item: data } ) ) }
			onChange={ ( value ) =>
				onChange( field.setValue( { item: data, value } ) )
			}
			options={ field.elements ?? [] }
		/>
	);
}

/** A box for each status. */
export function StatusesEdit( { data, field, onChange }: EditProps ) {
	const id = useFieldId();
	const chosen = data.completes_from;
	return (
		<fieldset>
			<legend>{ field.label }</legend>
			{ data.statuses.map( ( { status, label } ) => (
				<CheckboxControl
					key={ status }
					id={ `${ id }-${ status }` }
					__nextHasNoMarginBottom
					label={ label }
					checked={ chosen.includes( status ) }
					disabled={ chosen.length === 1 && chosen[ 0 ] === status }
					onChange={ ( isChosen ) =>
						onChange(
							field.setValue( {
								item: data,
								value: isChosen
									? [ ...chosen, status ]
									: chosen.filter(
											( other ) => other !== status
										),
							} )
						)
					}
				/>
			) ) }
			{ chosen.length === 1 && (
				<p>
					{ __(
						'One has to stay: with none, nothing would be completed any more.',
						'telaris-for-woocommerce'
					) }
				</p>
			) }
		</fieldset>
	);
}

export function DaysEdit( { data, field, onChange, validity }: EditProps ) {
	const refused = validity?.custom?.message;
	return (
		<TextControl
			id={ useFieldId() }
			__next40pxDefaultSize
			__nextHasNoMarginBottom
			className="telaris-settings__days"
			type="number"
			min={ 1 }
			max={ MOST_DAYS }
			step={ 1 }
			required
			aria-invalid={ refused !== undefined }
			label={ field.label }
			help={
				refused === undefined ? (
					field.description
				) : (
					<span className="telaris-settings__error">{ refused }</span>
				)
			}
			value={ data.retention_days || '' }
			onChange={ ( value ) =>
				onChange(
					field.setValue( { item: data, value: Number( value ) } )
				)
			}
		/>
	);
}
