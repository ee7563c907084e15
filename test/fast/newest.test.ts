import { together } from '../together';

together('newest', 'release');
