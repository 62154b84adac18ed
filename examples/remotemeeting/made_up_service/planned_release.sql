-- 담화방 27.1에서 만들 테이블 (MySQL 8). 아직 데이터는 없습니다.
SET NAMES utf8mb4;

CREATE TABLE `guest_members` (
  `guest_no`       bigint unsigned NOT NULL AUTO_INCREMENT COMMENT '게스트 일련번호',
  `rep_id`         varchar(40)  NOT NULL COMMENT '대표ID',
  `login_id`       varchar(40)  NOT NULL COMMENT '유저ID',
  `pw_hash`        varchar(100) NOT NULL COMMENT '비밀번호(bcrypt)',
  `mbr_nm`         varchar(80)  NOT NULL COMMENT '이름',
  `eml_addr`       varchar(120) NOT NULL COMMENT '이메일 주소',
  `ntn_cd`         char(2)      NOT NULL COMMENT '국가',
  `mbl_telno`      varchar(20)  DEFAULT NULL COMMENT '전화번호(선택)',
  `co_nm`          varchar(100) DEFAULT NULL COMMENT '회사명(선택)',
  `job_title`      varchar(60)  DEFAULT NULL COMMENT '직책', -- fault
  `email_verified` tinyint(1)   NOT NULL DEFAULT 0 COMMENT '이메일 인증 여부',
  `pw_fail_cnt`    smallint     NOT NULL DEFAULT 0 COMMENT '비밀번호 오류 횟수',
  `dept_cd`        varchar(10)  DEFAULT NULL COMMENT '부서코드',
  `created_at`     datetime     NOT NULL DEFAULT CURRENT_TIMESTAMP COMMENT '등록 시각',
  PRIMARY KEY (`guest_no`),
  UNIQUE KEY `uk_guest_login` (`login_id`),
  KEY `ix_guest_rep` (`rep_id`, `created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='게스트 회원';

CREATE TABLE `webinar_entries` (
  `entry_no`     bigint unsigned NOT NULL AUTO_INCREMENT COMMENT '응모 일련번호',
  `webinar_code` varchar(20)  NOT NULL COMMENT '웨비나 코드',
  `entrant_eml`  varchar(120) NOT NULL COMMENT '이메일 주소',
  `entrant_nm`   varchar(80)  NOT NULL COMMENT '이름',
  `entrant_tel`  varchar(20)  NOT NULL COMMENT '전화번호',
  `gift_addr`    varchar(200) NOT NULL COMMENT '주소',
  `agree_yn`     char(1)      NOT NULL DEFAULT 'N' COMMENT '동의 여부',
  PRIMARY KEY (`entry_no`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='웨비나 이벤트 응모';

CREATE TABLE `room_sessions` (
  `session_no`    bigint unsigned NOT NULL AUTO_INCREMENT COMMENT '일련번호',
  `os_ver`        varchar(40)  NOT NULL COMMENT '운영체제 정보',
  `conn_ip_pub`   varchar(45)  NOT NULL COMMENT '접속 IP(공인)',
  `conn_ip_prv`   varchar(45)  DEFAULT NULL COMMENT '접속 IP(사설)',
  `device_nm`     varchar(60)  NOT NULL COMMENT '이용기기 정보',
  `cookie_val`    varchar(300) DEFAULT NULL COMMENT '쿠키',
  `use_dt`        datetime     NOT NULL COMMENT '이용일시',
  `build_version` varchar(20)  NOT NULL COMMENT '빌드 버전',
  PRIMARY KEY (`session_no`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='회의실 이용 기록';

CREATE TABLE `billing_history` (
  `bill_no`         bigint unsigned NOT NULL AUTO_INCREMENT COMMENT '일련번호',
  `order_no`        varchar(20)   NOT NULL COMMENT '주문번호',
  `plan_nm`         varchar(30)   NOT NULL COMMENT '요금제명',
  `pay_method`      enum('card','bank_transfer','easy_pay') NOT NULL COMMENT '결제수단',
  `pay_amt`         decimal(12,2) NOT NULL COMMENT '결제금액',
  `card_no_masked`  varchar(20)   DEFAULT NULL COMMENT '카드번호(마스킹)',
  `refund_acct_enc` varchar(200)  DEFAULT NULL COMMENT '환불계좌(암호화)',
  `paid_at`         datetime      NOT NULL COMMENT '결제일시',
  PRIMARY KEY (`bill_no`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='요금 결제';

CREATE TABLE `support_tickets` (
  `ticket_no` bigint unsigned NOT NULL AUTO_INCREMENT COMMENT '접수번호',
  `writer_ntn` char(2)     NOT NULL COMMENT '국가',
  `writer_nm` varchar(80)  NOT NULL COMMENT '이름',
  `writer_tel` varchar(20) NOT NULL COMMENT '전화번호',
  `writer_eml` varchar(120) NOT NULL COMMENT '이메일 주소',
  `co_nm`     varchar(100) DEFAULT NULL COMMENT '회사명',
  `rep_id`    varchar(40)  DEFAULT NULL COMMENT '대표ID',
  `login_id`  varchar(40)  DEFAULT NULL COMMENT '유저ID',
  `title`     varchar(200) NOT NULL COMMENT '제목',
  `file_nm`   varchar(200) DEFAULT NULL COMMENT '첨부파일명',
  `status_cd` varchar(10)  NOT NULL DEFAULT 'OPEN' COMMENT '처리상태, 기본은 ''OPEN''',
  PRIMARY KEY (`ticket_no`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='고객지원 문의';
