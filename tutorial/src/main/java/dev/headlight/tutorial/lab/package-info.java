/**
 * What the page's laboratories of lessons 1 and 2 begin with: {@link dev.headlight.tutorial.lab.HeadLabs}. Their scripts
 * are the page's; the figures and settings come from the computation. Must not know terminals or pages.
 */
@NullMarked
package dev.headlight.tutorial.lab;

import org.jspecify.annotations.NullMarked;
