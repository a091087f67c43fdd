/**
 * The role of each head: what it does, told from its scores by {@link
 * dev.headlight.analysis.role.HeadRoles fixed thresholds}. Must not know how scores are taken.
 */
@NullMarked
package dev.headlight.analysis.role;

import org.jspecify.annotations.NullMarked;
