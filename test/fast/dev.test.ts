import { together } from '../together';

together('dev');
