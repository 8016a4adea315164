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
            return NJobs.parse(text);
        } catch (InvalidPipelineException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
