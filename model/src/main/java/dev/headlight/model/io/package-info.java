/**
 * Readers: a path goes in, an {@link dev.headlight.model.OpenModel} comes out. {@link
 * dev.headlight.model.io.ModelReader} tells the formats apart by content; each format finds its
 * tensors ({@code StoredTensor}), and one {@code WeightAssembly} puts them in their places by a table
 * of names.
 *
 * <p>Files are mapped, never copied: matrices are views of the mapping; gains and biases are widened
 * to floats. The arena of the mapping belongs to the model that is returned, and is closed here where
 * opening fails.
 *
 * <p>A file is hostile until checked: every number read from it is held against the file's size before
 * it is used to allocate or to seek, and what is wrong is told in one sentence, an {@link
 * dev.headlight.text.InputException} with the file, the byte and what to do.
 *
 * <p>And one writer: {@link dev.headlight.model.io.ModelWriter} writes a model's files as Hugging Face's libraries
 * read them, by the same tables; {@link dev.headlight.model.io.NewFile} lets a file appear whole or not at all.
 *
 * <p>Must not know the forward pass, nor anything of a tokenizer but how to open one.
 */
@NullMarked
package dev.headlight.model.io;

import org.jspecify.annotations.NullMarked;
