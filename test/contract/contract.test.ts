/**
 * What the plugin relies on of WooCommerce, held against the real one and the
 * stand-in: `npm run test:contract`.
 *
 * One file for the test runner, so that each ground's shop is made once.
 */
import './subjects/signatures';
import './subjects/surroundings';
import './subjects/search';
import './subjects/storage';
import './subjects/cache';
import './subjects/transitions';
import './subjects/queue';
import './subjects/api-keys';
