/** The list on top of what every element needs. */
import './first.js';
import '@tauwerk/elements/benefit-list';
