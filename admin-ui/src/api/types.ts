/** The contract's types under short names; all of them come from plugin/openapi.json. */
import type { components } from './schema';

type Schemas = components[ 'schemas' ];

export type ApiKey = Schemas[ 'ApiKey' ];
export type Attempt = Schemas[ 'Attempt' ];
export type Delivery = Schemas[ 'Delivery' ];
export type AwaitingOrder = Schemas[ 'AwaitingOrder' ];
export type AwaitedCalls = Schemas[ 'AwaitedCalls' ];
export type Checklist = Schemas[ 'Checklist' ];
export type ChecklistLine = Checklist[ 'lines' ][ number ];
export type Code = Schemas[ 'Code' ];
/** The last reconciliation, where there was one. */
export type LastReconciliation = NonNullable<
	Schemas[ 'LastReconciliation' ][ 'last' ]
>;
export type Difference = LastReconciliation[ 'differences' ][ number ];
export type DismissResult = Schemas[ 'DismissResult' ];
export type Heading = Schemas[ 'Heading' ];
export type Health = Schemas[ 'Health' ];
export type LinkCandidate = Schemas[ 'LinkCandidate' ];
export type Linked = Schemas[ 'Linked' ];
export type LinkRequest = Schemas[ 'LinkRequest' ];
export type NewSecret = Schemas[ 'NewSecret' ];
export type Notification = Schemas[ 'Notification' ];
export type NotificationCount = Schemas[ 'NotificationCount' ];
export type NotificationDetail = Schemas[ 'NotificationDetail' ];
export type Preview = Schemas[ 'Preview' ];
export type Problem = Health[ 'problems' ][ number ];
export type RefusedCall = Schemas[ 'RefusedCall' ];
export type ResendOptions = Schemas[ 'ResendOptions' ];
export type Result = Schemas[ 'Result' ];
export type Secret = Health[ 'secrets' ][ number ];
/** The generator does not carry `required` into the part that it extends. */
export type Settings = Required< Schemas[ 'Settings' ] >;
export type SettingsChange = Schemas[ 'SettingsChange' ];
export type State = Schemas[ 'State' ];
export type StatsDay = Schemas[ 'Stats' ][ 'days' ][ number ];
export type Trigger = Schemas[ 'Trigger' ];
