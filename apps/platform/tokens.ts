/** Injection tokens of what the platform provides to every app. Classes are injected by themselves. */

/** `EventStore` of `#event-store/event-store.js`. */
export const EVENT_STORE = Symbol('EventStore');
/** The same, with what is personal still sealed: for whoever only looks. */
export const SEALED_LOG = Symbol('SealedLog');
/** `PersonalData` of `#personal-data/personal-data.js`. */
export const PERSONAL_DATA = Symbol('PersonalData');
/** `Clock` of `#kernel/clock.js`. */
export const CLOCK = Symbol('Clock');
/** `WorkingCalendar` of `#kernel/working-calendar.js`. */
export const WORKING_CALENDAR = Symbol('WorkingCalendar');
/** `PolicyRegister` of `#policy/policy-register.js`. */
export const POLICY_REGISTER = Symbol('PolicyRegister');
/** `Rulebook` of `#programmes/award/rulebook.js`. */
export const RULEBOOK = Symbol('Rulebook');
/** `Settings` of `./settings.js`. */
export const SETTINGS = Symbol('Settings');
/** `Reactions` of `./reactions.js`: waiting for what a command set in motion. */
export const REACTIONS = Symbol('Reactions');
/** `Registers` of `./registers.js`: refreshed after commands that move the clock or import a calendar year. */
export const REGISTERS = Symbol('Registers');
