package dev.evergreen.infra.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the cluster, before anything starts, whether it lets a part do what it has to: what is missing is said by name, where
 * engines would try again for minutes and end in the stack trace of whatever met it first. What the cluster does not tell
 * (whether it lets a client write in transactions that it may look at) is met later.
 */
public final class AccessCheck {
    private final KafkaConnection connection;

    public AccessCheck(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * Topics that are not there are none of its business.
     *
     * @param part for the message
     * @throws KafkaProblemException if one of the needs is refused, or the cluster does not answer
     */
    public void require(String part, List<Need> needs) {
        try (var admin = connection.admin()) {
            topics(admin, needs).or(() -> others(admin, needs)).ifPresent(refused -> {
                throw new KafkaProblemException(
                        "Kafka at %s does not let %s %s".formatted(connection.bootstrapServers(), part, refused));
            });
        }
    }

    private Optional<String> topics(Admin admin, List<Need> needs) {
        Map<String, Set<AclOperation>> wanted = needs.stream()
                .filter(Need.OnTopic.class::isInstance)
                .map(Need.OnTopic.class::cast)
                .collect(Collectors.groupingBy(
                        Need.OnTopic::topic, Collectors.mapping(Need.OnTopic::operation, Collectors.toSet())));
        var answers = admin.describeTopics(
                        wanted.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        return needs.stream()
                .flatMap(need -> need instanceof Need.OnTopic on ? Stream.of(on) : Stream.empty())
                .filter(need -> refuses(answers.get(need.topic()), need.operation()))
                .map(need -> text(need.operation(), need.topic()))
                .findFirst();
    }

    private boolean refuses(KafkaFuture<TopicDescription> answer, AclOperation operation) {
        try {
            Set<AclOperation> allowed = connection.get(answer).authorizedOperations();
            return allowed != null && !allowed.contains(operation);
        } catch (KafkaProblemException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            if (e.getCause() instanceof AuthorizationException) {
                return true;
            }
            throw e;
        }
    }

    private Optional<String> others(Admin admin, List<Need> needs) {
        return needs.stream().flatMap(need -> other(admin, need).stream()).findFirst();
    }

    private Optional<String> other(Admin admin, Need need) {
        return switch (need) {
            case Need.OnTopic _ -> Optional.empty();
            case Need.MakeTopic(String topic) ->
                missing(admin, topic) && refused(make(admin, topic))
                        ? Optional.of(text(AclOperation.CREATE, topic))
                        : Optional.empty();
            case Need.InGroup(String group) ->
                refusesGroup(admin, group)
                        ? Optional.of("use the group '%s': it needs READ on it".formatted(group))
                        : Optional.empty();
            case Need.InTransactions(String prefix) ->
                refused(admin.describeTransactions(List.of(prefix + "-0")).all())
                        ? Optional.of("write in transactions: it needs WRITE on the transactional ids '%s-…'"
                                .formatted(prefix))
                        : Optional.empty();
        };
    }

    private boolean missing(Admin admin, String topic) {
        return failure(admin.describeTopics(List.of(topic)).allTopicNames())
                .filter(UnknownTopicOrPartitionException.class::isInstance)
                .isPresent();
    }

    private static KafkaFuture<Void> make(Admin admin, String topic) {
        var asked = new NewTopic(topic, Optional.of(1), Optional.empty());
        return admin.createTopics(List.of(asked), new CreateTopicsOptions().validateOnly(true))
                .all();
    }

    private boolean refusesGroup(Admin admin, String group) {
        var answer = admin.describeConsumerGroups(
                        List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups()
                .get(group);
        try {
            Set<AclOperation> allowed = connection.get(answer).authorizedOperations();
            return allowed != null && !allowed.contains(AclOperation.READ);
        } catch (KafkaProblemException e) {
            // Before its first member there is no such group.
            return e.getCause() instanceof AuthorizationException;
        }
    }

    private boolean refused(KafkaFuture<?> answer) {
        return failure(answer).filter(AuthorizationException.class::isInstance).isPresent();
    }

    private Optional<Throwable> failure(KafkaFuture<?> answer) {
        try {
            var _ = connection.get(answer);
            return Optional.empty();
        } catch (KafkaProblemException e) {
            return Optional.ofNullable(e.getCause());
        }
    }

    private static String text(AclOperation operation, String topic) {
        return switch (operation) {
            case READ -> "read the topic '%s': it needs READ on it".formatted(topic);
            case WRITE -> "write to the topic '%s': it needs WRITE on it".formatted(topic);
            case CREATE -> "make the topic '%s': it needs CREATE on it".formatted(topic);
            case DELETE -> "delete what it has read of the topic '%s': it needs DELETE on it".formatted(topic);
            default -> "use the topic '%s': it needs %s on it".formatted(topic, operation);
        };
    }
}
