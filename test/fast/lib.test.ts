import { together } from '../together';

together('lib');
