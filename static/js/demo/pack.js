/** Demo only: the virtual scanner of the bench. */
import { codesFor } from './pack-codes.js';
import { offerCodes } from './offer.js';

offerCodes(codesFor);
