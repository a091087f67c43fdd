/**
 * What a lesson says, once, for terminal and page: an immutable tree of {@link dev.headlight.tutorial.lesson.Block}s.
 *
 * <p>To write a lesson, implement {@link dev.headlight.tutorial.lesson.Chapter} and put blocks together with {@link
 * dev.headlight.tutorial.lesson.Blocks}; add it to {@code dev.headlight.tutorial.Course}:
 *
 * <pre>
 * public List&lt;Block&gt; write() {
 *     float[] q = ...;                                   // what the engine computed
 *     return new Blocks()
 *         .heading("Step 2: queries")
 *         .text("Every number asks a question: its *query*, {q|Q}.")
 *         .formula("{q|Q} = {x|X} {q|W_q}")
 *         .matrices(Grid.of("Q", Role.QUERY, q, 1), equal(x), times(wq))
 *         .question("Which number asks louder?", a -&gt; a.text("The 5: its query is " + plain(q[1], 3) + "."))
 *         .picture(new Figure.HeatMap("who reads whom", weights, "query", "key", Scale.SHARE, true))
 *         .command("headlight add 3 5", "all eight steps")
 *         .exercise("1.1", "Find ...", "Look at ...", "headlight tutorial check 1.1 --wq 0.5", answer -&gt; ...)
 *         .list();
 * }
 * </pre>
 *
 * <p>A number in a text comes from the computation, through {@link dev.headlight.tutorial.lesson.Numbers}; none is typed
 * in. The package knows no terminal, no page and no model. Blocks hold the arrays they are given and nobody writes them.
 */
@NullMarked
package dev.headlight.tutorial.lesson;

import org.jspecify.annotations.NullMarked;
