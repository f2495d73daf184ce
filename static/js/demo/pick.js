/** Demo only: the virtual scanner of the handheld. */
import { codesFor } from './codes.js';
import { offerCodes } from './offer.js';

offerCodes(codesFor);
