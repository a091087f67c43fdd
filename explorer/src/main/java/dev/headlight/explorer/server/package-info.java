/**
 * The explorer's web server, for browsers on this machine.
 *
 * <p>{@link dev.headlight.explorer.server.ExplorerServer} owns the threads: connections are Jetty's, an answer that is
 * streamed has a virtual thread, and whatever computes runs on a few {@link dev.headlight.explorer.server.Lanes}, which
 * never wait for a connection. A newer question of a page ends its older one of the same kind, and so does a page that
 * has been closed. {@link dev.headlight.explorer.server.Gate} decides who is let in. Text of a visitor is data only: no
 * path, command or address is ever made of it.
 */
@NullMarked
package dev.headlight.explorer.server;

import org.jspecify.annotations.NullMarked;
