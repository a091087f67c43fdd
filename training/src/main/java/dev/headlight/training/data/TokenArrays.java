package dev.headlight.training.data;

import java.util.List;

/** Documents that are ids in memory, one behind the other. */
final class TokenArrays implements TokenSource {

    private final int[] ids;
    private final int[] starts;
    private final long[] identities;
    private final String fingerprint;

    TokenArrays(List<int[]> documents) {
        starts = new int[documents.size() + 1];
        identities = new long[documents.size()];
        for (int d = 0; d < documents.size(); d++) {
            starts[d + 1] = Math.addExact(starts[d], documents.get(d).length);
        }
        ids = new int[starts[documents.size()]];
        Sha256 all = new Sha256();
        for (int d = 0; d < documents.size(); d++) {
            int[] document = documents.get(d);
            System.arraycopy(document, 0, ids, starts[d], document.length);
            identities[d] = new Sha256().update(document).first64();
            all.update(Long.toString(document.length)).update(document);
        }
        fingerprint = all.hex();
    }

    @Override
    public long tokens() {
        return ids.length;
    }

    @Override
    public void copy(long from, int count, int[] into, int at) {
        System.arraycopy(ids, Math.toIntExact(from), into, at, count);
    }

    @Override
    public int documents() {
        return identities.length;
    }

    @Override
    public long start(int document) {
        return starts[document];
    }

    @Override
    public long end(int document) {
        return starts[document + 1];
    }

    @Override
    public long identity(int document) {
        return identities[document];
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void close() {}
}
