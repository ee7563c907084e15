import { together } from '../together';

together('docs', 'examples');
