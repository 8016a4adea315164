/** Processes of their own: started, listened to, measured with their descendants, and never left behind. Knows no engine. */
package dev.evergreen.infra.process;
