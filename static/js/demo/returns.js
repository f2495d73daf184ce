/** Demo only: the virtual scanner of the returns desk. */
import { codesFor } from './returns-codes.js';
import { offerCodes } from './offer.js';

offerCodes(codesFor);
