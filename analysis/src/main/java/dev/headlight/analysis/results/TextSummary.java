package dev.headlight.analysis.results;

/**
 * The text that the analysis rests on.
 *
 * @param unit what the bootstrap draws: a document, or a window where the text is one document
 * @param documents units of the average and the bootstrap
 * @param windows windows in all
 * @param tokens tokens in all, the added begin tokens among them
 * @param context longest window, in tokens
 * @param shortDocuments documents left out because they have fewer than two tokens
 * @param beginToken text of the token put before each window, empty where the model has none
 * @param split how files were split into documents
 * @param limitedBy the option that cut the text short, or empty
 */
public record TextSummary(
        String unit,
        int documents,
        int windows,
        long tokens,
        int context,
        int shortDocuments,
        String beginToken,
        String split,
        String limitedBy) {}
