package dev.evergreen.infra.cli;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.NJobs;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --n-jobs}. */
final class NJobsConverter implements ITypeConverter<NJobs> {
    @Override
    public NJobs convert(String text) {
        try {
            return new NJobs(Integer.parseInt(text));
        } catch (NumberFormatException _) {
            throw new TypeConversionException(
                    "'%s' is not allowed; allowed: 1 or more, -1 (all cores) or less (-2: all but one)"
                            .formatted(text));
        } catch (InvalidPipelineException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
