package dev.headlight.spark;

import java.io.Serializable;

/**
 * Where every process finds the model: a path that all machines share, or a copy that Spark has sent along.
 *
 * @param path as the driver opened it
 * @param sent name of the copy that came with the job, {@code .} for the folder of all that came; empty
 *     where the path is shared
 * @param fingerprint of what the driver opened: another model on some machine would spoil the figures
 */
record SharedModel(String path, String sent, String fingerprint) implements Serializable {}
