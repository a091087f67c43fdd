package dev.headlight.model.io;

/**
 * A value of a GGUF file's metadata where it lies, checked to lie in the file and not yet decoded: a
 * vocabulary of strings costs nothing until it is asked for.
 *
 * @param at byte of the value; of an array, of its first element
 * @param count elements of an array, else 1
 */
record GgufValue(Kind kind, boolean array, long at, long count) {

    /** Kinds by number, and bytes of one; strings and arrays have no fixed size. Source: GGUF specification. */
    enum Kind {
        UINT8(1),
        INT8(1),
        UINT16(2),
        INT16(2),
        UINT32(4),
        INT32(4),
        FLOAT32(4),
        BOOL(1),
        STRING(0),
        ARRAY(0),
        UINT64(8),
        INT64(8),
        FLOAT64(8);

        private static final Kind[] ALL = values();

        final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }

        static Kind read(MappedFile file, long at) {
            int number = file.int32(at);
            if (number < 0 || number >= ALL.length) {
                throw file.fault(
                        at, "a value of the unknown kind " + Integer.toUnsignedString(number));
            }
            return ALL[number];
        }

        boolean whole() {
            return switch (this) {
                case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
                case FLOAT32, BOOL, STRING, ARRAY, FLOAT64 -> false;
            };
        }
    }
}
