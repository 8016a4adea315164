package dev.evergreen.infra.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers, and says what is wrong with those that are none in words that are not Java's. */
final class WholeNumbers {
    private WholeNumbers() {}

    /** The same command line, its subcommands included, with these converters. */
    static CommandLine register(CommandLine line) {
        return line.registerConverter(Integer.class, converter(Integer::valueOf))
                .registerConverter(int.class, converter(Integer::valueOf))
                .registerConverter(Long.class, converter(Long::valueOf))
                .registerConverter(long.class, converter(Long::valueOf))
                .registerConverter(Short.class, converter(Short::valueOf))
                .registerConverter(short.class, converter(Short::valueOf));
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> read) {
        return text -> {
            try {
                return read.apply(text);
            } catch (NumberFormatException e) {
                String problem = text.matches("[+-]?\\d+") ? "is too large" : "is not a whole number";
                throw new TypeConversionException("'%s' %s".formatted(text, problem));
            }
        };
    }
}
